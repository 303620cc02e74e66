/**
 * Questions to the server, each answered by doing it: {@code GET /checks/NAME} says {@code PASS} or {@code FAIL}, and what
 * was seen. The tests of the resource adapter ask them on every server; whoever sets up a server of their own can, too.
 * Start reading at {@link io.chasqui.samples.enterprise.checks.ChecksServlet}.
 */
@NullMarked
package io.chasqui.samples.enterprise.checks;

import org.jspecify.annotations.NullMarked;
