/// UDP and TCP: carries octets between sockets and the engine. The only package that imports Netty.
/// It must not know what a message means, nor anything of zones.
///
/// Read {@link org.pharosdns.dns.transport.DnsServer} first, then `Worker`, then a way of doing UDP
/// (`NettyUdp`) and `TcpConnection`, and last the native ways, `NativeUdp` and `NativeTcp`.
///
/// ```
/// UDP socket ─batch─► UdpTransport ──┐                 ┌─► QueryProcessor
///                                    ├─► Worker ───────┤   (one per event loop)
/// TCP socket ─octets─► TcpConnection ┘   in[] / out[]  └─◄ length of the answer
///      ▲
///      │ its first message         TcpClients: all that have a place, for each event loop
///      │
/// UnheardClient ◄─── TcpDoor: who may come in (ConnectionLimits)
/// ```
@NullMarked
package org.pharosdns.dns.transport;

import org.jspecify.annotations.NullMarked;
