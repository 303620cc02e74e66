/**
 * Looks into the data directory of a broker that does not run: verifies, prints, exports, and builds a new one from an export.
 * Only {@link io.chasqui.engine.inspection.Importer} changes anything. Used by the command line in {@code boot}. Start reading
 * at {@link io.chasqui.engine.inspection.OfflineDirectory}; the format of an export is in {@code ExportFormat}.
 */
@NullMarked
package io.chasqui.engine.inspection;

import org.jspecify.annotations.NullMarked;
