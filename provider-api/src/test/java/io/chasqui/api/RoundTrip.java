package io.chasqui.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import javax.naming.Referenceable;
import javax.naming.spi.NamingManager;

/** The two ways an administered object travels: as serialised bytes, and as a JNDI reference. */
public final class RoundTrip {

    private RoundTrip() {}

    public static Object serialized(Serializable object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    /** Through JNDI's own machinery, which finds the object factory by the name in the reference. */
    public static Object referenced(Referenceable object) throws Exception {
        return NamingManager.getObjectInstance(serialized(object.getReference()), null, null, null);
    }
}
