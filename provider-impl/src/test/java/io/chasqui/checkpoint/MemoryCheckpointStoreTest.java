package io.chasqui.checkpoint;

class MemoryCheckpointStoreTest extends CheckpointStoreContract {

    @Override
    CheckpointStore open() {
        return new MemoryCheckpointStore();
    }
}
