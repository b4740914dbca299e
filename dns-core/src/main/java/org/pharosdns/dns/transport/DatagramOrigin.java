package org.pharosdns.dns.transport;

/// Where a datagram came from and which of our addresses it was sent to, as the system tells and
/// wants to be told it.
///
/// @param name a `struct sockaddr`
/// @param control a `struct cmsghdr` with the packet information, empty unless on a wildcard socket
@SuppressWarnings("ArrayRecordComponent") // copied out once, copied in once, never compared
record DatagramOrigin(byte[] name, byte[] control) {}
