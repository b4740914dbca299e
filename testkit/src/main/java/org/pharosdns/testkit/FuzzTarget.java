package org.pharosdns.testkit;

/// What is fed with octets of any kind. It returns when all is well, whether the octets mean
/// something or not, and throws when it has found something.
@FunctionalInterface
public interface FuzzTarget {
  /// Takes one input; must not write to it.
  void take(byte[] input) throws Exception;
}
