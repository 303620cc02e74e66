/**
 * The archive in real application servers: each is unpacked, configured as docs/SERVERS.md shows, started as a process,
 * given the sample application, and asked over HTTP whether everything works. Start reading at
 * {@link io.chasqui.ra.servers.Contract}; what differs between servers is behind
 * {@link io.chasqui.ra.servers.ApplicationServer}.
 */
@NullMarked
package io.chasqui.ra.servers;

import org.jspecify.annotations.NullMarked;
