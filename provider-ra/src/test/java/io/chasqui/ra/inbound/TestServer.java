package io.chasqui.ra.inbound;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.chasqui.ra.ChasquiResourceAdapter;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An application server as far as the adapter sees it: a work manager with threads, and the adapter started in it. */
final class TestServer implements AutoCloseable {

    static final String THREAD = "server-thread-";

    final WorkManager works = mock(WorkManager.class);
    final BootstrapContext context = mock(BootstrapContext.class);
    final ChasquiResourceAdapter adapter = new ChasquiResourceAdapter();
    /** So many works are refused before one is accepted. */
    final AtomicInteger refusals = new AtomicInteger();

    private final AtomicInteger threadCount = new AtomicInteger();
    private final ExecutorService pool =
            Executors.newCachedThreadPool(task -> new Thread(task, THREAD + threadCount.incrementAndGet()));

    TestServer(String url) throws ResourceException {
        when(context.getWorkManager()).thenReturn(works);
        doAnswer(call -> {
                    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new WorkRejectedException("no thread is free");
                    }
                    Work work = call.getArgument(0);
                    pool.execute(work);
                    return null;
                })
                .when(works)
                .scheduleWork(any());
        adapter.setUrl(url);
        adapter.start(context);
    }

    /** Deploys a bean that consumes as the specification says. */
    void deploy(TestBean bean, ChasquiActivationSpec spec) throws ResourceException {
        spec.setResourceAdapter(adapter);
        adapter.endpointActivation(bean.factory, spec);
    }

    void undeploy(TestBean bean, ChasquiActivationSpec spec) {
        adapter.endpointDeactivation(bean.factory, spec);
    }

    @Override
    public void close() {
        adapter.stop();
        pool.shutdownNow();
    }
}
