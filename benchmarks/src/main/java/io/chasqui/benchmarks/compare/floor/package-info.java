/** What the machine gives at best, measured without any provider: its disk, its loopback, its scheduler. */
@NullMarked
package io.chasqui.benchmarks.compare.floor;

import org.jspecify.annotations.NullMarked;
