package io.chasqui.engine.recovery;

import io.chasqui.checkpoint.GenerationalStore;
import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.record.Disk;
import io.chasqui.journal.Journal;
import io.chasqui.journal.SegmentUsage;
import java.util.concurrent.Executor;

/**
 * What a broker stores its state in.
 *
 * @param journal open, and replayed by {@link Recovery}
 * @param state the checkpoints; owned by the state thread from when the engine runs
 * @param usage what is needed of the journal
 * @param stateThread one thread that may block
 * @param readerThread another one
 * @param bodies the large bodies of its messages
 * @param disk is told how much disk is in use
 */
public record Storage(
        Journal journal,
        GenerationalStore state,
        SegmentUsage usage,
        Executor stateThread,
        Executor readerThread,
        LargeBodies bodies,
        Disk disk) {}
