/// TOML files to configuration records, with every problem at its line and column.
///
/// Knows no running server and no query. Read {@link org.pharosdns.cli.config.ConfigLoader} first.
///
/// ```
/// text ──► TOML parser ──► values ─┐
///   └────► KeyLocator ──► places ──┴─► TomlTable ──► ServerReader   ──► Configuration
///                                                    SteeringReader ──► SteeringFile
///                                                      CheckReader ─► CheckKindReader,
///                                                      NameReader, MemberReader
/// CheckDefinition + owner name ──► CheckBinding ──► the check that probes run
/// ```
@NullMarked
package org.pharosdns.cli.config;

import org.jspecify.annotations.NullMarked;
