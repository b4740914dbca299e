/// Compiled answers, the compiler that makes them, and the writer that puts one behind a question.
///
/// ```
/// when a zone loads:  RRset ──► AnswerCompiler ──► AnswerBlock in an Arena
/// when asked:         block + owner ──► AnswerWriter ──► copied behind the question,
///                                                        compression pointers filled in
/// ```
///
/// The *owner* of a block is the name it is placed under: the name asked about, or an alias target.
/// Names in a block point to the owner, to a suffix of it, or into the block, so that a block fits
/// wherever it is placed. Knows nothing of zones or sockets. Read {@link AnswerBlock} first.
@NullMarked
package org.pharosdns.dns.answer;

import org.jspecify.annotations.NullMarked;
