package io.chasqui.boot;

import io.chasqui.disk.Directory;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the directories of a broker's store. A test puts a disk with faults in the place of the real one. Stateless. */
@FunctionalInterface
interface Directories {
    Directory open(Path path) throws IOException;
}
