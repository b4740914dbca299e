/// What is steered and how: names, members, weights, tiers, budgets; pure rules of selection.
///
/// Knows nothing of TOML, of probes or of sockets: the steering file comes as {@link
/// org.pharosdns.zone.steer.ZoneSteering}, health as {@link org.pharosdns.zone.steer.HealthView}.
/// Read {@link org.pharosdns.zone.steer.SteeredName} first, then {@link
/// org.pharosdns.zone.steer.CompiledSteering}.
///
/// ```
/// ZoneSteering + ZoneRecords ──► SteeringValidator ──► Problems   (once per load)
///            │                        BudgetCheck ──► BudgetReport
///            ▼
/// SteeringPlan.compile ◄── HealthView: verdicts and forced states     (each time they change)
///            ▼
/// CompiledSteering.choose(query, choice) ◄── ProbeEvidence        (each answer)
///                 .explain(now) ──► Decision
/// ```
@NullMarked
package org.pharosdns.zone.steer;

import org.jspecify.annotations.NullMarked;
