/// What one step of the query path costs, by JMH: all ask about the zone of
/// {@link org.pharosdns.bench.Shop}. `bench/run jmh` runs them; the commands beside it measure a
/// whole server.
@NullMarked
package org.pharosdns.bench;

import org.jspecify.annotations.NullMarked;
