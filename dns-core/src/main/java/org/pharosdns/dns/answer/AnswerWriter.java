package org.pharosdns.dns.answer;

/// Puts an answer behind the client's own question. Owned by one event loop.
public final class AnswerWriter {}
