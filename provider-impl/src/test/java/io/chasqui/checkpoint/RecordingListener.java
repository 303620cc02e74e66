package io.chasqui.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it heard. */
final class RecordingListener implements GenerationListener {

    final List<String> rejected = new ArrayList<>();
    final List<Long> opened = new ArrayList<>();
    final List<Long> rewritten = new ArrayList<>();
    final List<String> failed = new ArrayList<>();

    @Override
    public void rejected(String file, String reason) {
        rejected.add(file + ": " + reason);
    }

    @Override
    public void opened(long generation, long fileBytes) {
        opened.add(generation);
    }

    @Override
    public void rewritten(long generation, long bytesBefore, long bytesAfter) {
        rewritten.add(generation);
    }

    @Override
    public void rewriteFailed(long generation, String reason) {
        failed.add(reason);
    }
}
