/// Compiled answers, the compiler that makes them, and the writer that puts one behind a question.
@NullMarked
package org.pharosdns.dns.answer;

import org.jspecify.annotations.NullMarked;
