package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.disk.FileDirectory;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ConnectionCommand.Close;
import io.chasqui.protocol.ConnectionCommand.Open;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIdentityTest {

    @TempDir
    private Path directory;

    private static Event.Opened connect(String dataDirectory) throws Exception {
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .name("identity")
                .dataDirectory(dataDirectory)
                .build();
        EmbeddedBroker broker = start(configuration);
        try {
            CompletableFuture<Event.Opened> opened = new CompletableFuture<>();
            CommandSink commands = broker.port().connect(Peer.LOCAL, new EventSink() {
                @Override
                public void accept(Event event) {
                    if (event instanceof Event.Opened answer) {
                        opened.complete(answer);
                    }
                }

                @Override
                public void endOfBatch() {}
            });
            commands.accept(new Open(1, null, null, null));
            Event.Opened answer = opened.get(60, TimeUnit.SECONDS);
            commands.accept(new Close(2));
            return answer;
        } finally {
            broker.close();
        }
    }

    private static EmbeddedBroker start(BrokerConfiguration configuration) throws IOException {
        return new EmbeddedBroker(new VmBrokers(), configuration, FileDirectory::new);
    }

    @Test
    void aBrokerWithADataDirectoryIsTheSameAfterARestart() throws Exception {
        Event.Opened before = connect(directory.toString());
        Event.Opened after = connect(directory.toString());
        assertEquals(before.brokerId(), after.brokerId());
        assertNotEquals(before.connectionId(), after.connectionId(), "no two connections have the same ID");
    }

    @Test
    void aBrokerWithoutIsAnotherEachTime() throws Exception {
        assertNotEquals(connect("").brokerId(), connect("").brokerId());
    }
}
