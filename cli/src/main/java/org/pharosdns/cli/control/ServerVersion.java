package org.pharosdns.cli.control;

import java.time.Duration;
import java.util.List;

/// Which server it is that answers.
///
/// @param java the version of the Java runtime
/// @param listen addresses with ports
public record ServerVersion(
    String version, String java, long pid, Duration uptime, List<String> listen) {}
