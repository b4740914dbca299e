package org.pharosdns.cli.steering;

import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.BudgetReport;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.SteeredMember;

/// A member of a steered RRset with all that its zone says of it.
///
/// @param number in the plan of the zone
/// @param judges what judges it
/// @param users the indexes of the steered RRsets that may answer with it; not to be written to
/// @param comeback what is asked of it when it comes back
/// @param budget of its owner; null for none
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record JudgedMember(
    SteeredMember member,
    int number,
    Judges judges,
    int[] users,
    Comeback comeback,
    @Nullable BudgetReport budget) {}
