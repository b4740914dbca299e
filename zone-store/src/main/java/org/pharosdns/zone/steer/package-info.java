/// What is steered and how: names, members, weights, tiers, budgets; pure rules of selection.
@NullMarked
package org.pharosdns.zone.steer;

import org.jspecify.annotations.NullMarked;
