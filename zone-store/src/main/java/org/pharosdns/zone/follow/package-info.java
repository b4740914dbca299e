/// RRsets that are not steered themselves but say where steered names lead: MX, SRV, SVCB and HTTPS
/// that follow their targets, and address hints in SVCB and HTTPS.
///
/// ```
/// every zone: records, plan ──► SteeredTargets ──► SteeredHosts
///                                                      │        (when zones come into force)
/// one zone: candidates ──────► FollowPlan ◄────────────┘
///                                   │ compile ◄── CompiledSteering  (when a verdict changes)
///                                   ▼
///                             FollowingRRset.choose ◄── leases      (each answer)
/// ```
///
/// Knows steering, not health. Read {@link org.pharosdns.zone.follow.FollowPlan} first.
@NullMarked
package org.pharosdns.zone.follow;

import org.jspecify.annotations.NullMarked;
