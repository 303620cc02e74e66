package io.chasqui.jms.message;

import io.chasqui.message.Destination;
import java.util.ArrayList;
import java.util.List;

/** A session that counts what is asked of it. */
final class FakeReception implements Reception {

    int acknowledgements;
    final List<Destination> deleted = new ArrayList<>();
    private final DeserializationPolicy policy;

    FakeReception(String... allowList) {
        policy = DeserializationPolicy.of(List.of(allowList));
    }

    @Override
    public void acknowledge() {
        acknowledgements++;
    }

    @Override
    public DeserializationPolicy deserialization() {
        return policy;
    }

    @Override
    public void deleteTemporary(Destination destination) {
        deleted.add(destination);
    }
}
