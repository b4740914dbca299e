package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.health.monitor.Subject;

/// What a command is about.
class WhatTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "192.0.2.1, -, 192.0.2.1",
        "2001:DB8::1, -, 2001:db8::1",
        "192.0.2.*, -, 192.0.2.*",
        "2001:db8:*, -, 2001:db8:*",
        "WWW.example.com, www.example.com., -",
        "1.2.3, 1.2.3., -",
        "www.example.com/192.0.2.1, www.example.com., 192.0.2.1",
        "www.example.com./2001:db8::1, www.example.com., 2001:db8::1",
        "www.example.com/2001:db8:*, www.example.com., 2001:db8:*"
      })
  void aWordIsAnAddressAGlobANameOrBoth(String word, String owner, String address)
      throws Exception {
    assertThat(What.subjects(List.of(word))).containsExactly(new Subject(owner, address));
  }
}
