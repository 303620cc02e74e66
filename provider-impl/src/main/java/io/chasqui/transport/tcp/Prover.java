package io.chasqui.transport.tcp;

import io.chasqui.security.Proof;
import io.chasqui.security.ProofFailedException;
import java.util.List;

/** Chooses how a client proves who it is. Used by any thread. */
@FunctionalInterface
public interface Prover {

    /**
     * Chooses one of the mechanisms a broker offers.
     *
     * @param encrypted whether nobody else can read what is sent
     * @throws ProofFailedException when none of them will do
     */
    Proof choose(List<String> offered, boolean encrypted) throws ProofFailedException;
}
