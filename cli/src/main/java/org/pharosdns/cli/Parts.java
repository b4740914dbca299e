package org.pharosdns.cli;

import org.pharosdns.cli.control.ConfigurationCheck;
import org.pharosdns.cli.control.ControlSocketLocator;
import org.pharosdns.cli.control.OfflineZones;
import org.pharosdns.cli.control.ServerLauncher;

/// What the commands need from the rest of the program.
public record Parts(
    ServerLauncher launcher,
    ConfigurationCheck check,
    ControlSocketLocator locator,
    Signals signals,
    OfflineZones offline) {}
