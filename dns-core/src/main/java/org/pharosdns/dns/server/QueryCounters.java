package org.pharosdns.dns.server;

/// What one event loop has counted since it started: written by that loop, read by anyone.
public final class QueryCounters {}
