/// Who is told when something happens: webhooks and programs.
///
/// ```
/// whoever notices ── Event ──► Alerts ──► Receiver: a queue and a thread ──► Webhook or Program
/// ```
///
/// To tell never waits. Each receiver gets its events one after the other, in the order in which
/// they happened. Knows nothing of zones and health. Read {@link org.pharosdns.cli.notify.Alerts}
/// first.
@NullMarked
package org.pharosdns.cli.notify;

import org.jspecify.annotations.NullMarked;
