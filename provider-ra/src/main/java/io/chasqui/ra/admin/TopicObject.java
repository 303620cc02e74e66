package io.chasqui.ra.admin;

import io.chasqui.api.ChasquiTopic;
import jakarta.resource.Referenceable;
import javax.naming.NamingException;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/** A topic as an administered object of the resource adapter: a {@link ChasquiTopic} with the property {@code name}, or {@code physicalName}. */
public class TopicObject extends ChasquiTopic implements Referenceable {

    private static final long serialVersionUID = 1L;

    private transient @Nullable Reference reference;

    /** For application servers, which then set the name. */
    public TopicObject() {}

    public TopicObject(String name) {
        super(name);
    }

    /** Another name of {@link #getName}. */
    public @Nullable String getPhysicalName() {
        return getName();
    }

    /** Another name of {@link #setName}; null and empty leave that as it is. */
    public void setPhysicalName(@Nullable String physicalName) {
        if (physicalName != null && !physicalName.isEmpty()) {
            setName(physicalName);
        }
    }

    /** The reference that the server has set, or one from which JNDI makes the destination anew. */
    @Override
    public Reference getReference() throws NamingException {
        Reference given = reference;
        return given != null ? given : super.getReference();
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }
}
