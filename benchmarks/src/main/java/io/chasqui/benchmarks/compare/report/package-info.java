/** Makes tables, ratios and charts of the results of a comparison. */
@NullMarked
package io.chasqui.benchmarks.compare.report;

import org.jspecify.annotations.NullMarked;
