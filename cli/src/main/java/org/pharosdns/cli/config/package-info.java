/// TOML files to configuration records, with every problem at its line and column.
@NullMarked
package org.pharosdns.cli.config;

import org.jspecify.annotations.NullMarked;
