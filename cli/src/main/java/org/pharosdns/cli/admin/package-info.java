/// What a server shows over HTTP to people and to monitoring: status page, metrics, liveness.
///
/// ```
/// counters, health, zones ──► Observed ──► Metrics ───────────► GET /metrics
///                                 └──────► Overview, each second ─► GET /v1/overview, /events ─►
/// page
/// ```
///
/// Reads only; what changes something goes over the control API, which {@link
/// org.pharosdns.cli.admin.TokenControl} serves to those who know the token. Knows
/// nothing of how zones and health meet. Read {@link org.pharosdns.cli.admin.Observed} first, then
/// {@link org.pharosdns.cli.admin.AdminServer}.
@NullMarked
package org.pharosdns.cli.admin;

import org.jspecify.annotations.NullMarked;
