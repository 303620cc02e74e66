package io.chasqui.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What {@code ra.xml} says against the classes it speaks of. */
class DescriptorTest {

    private static Document descriptor;

    @BeforeAll
    static void read() throws Exception {
        descriptor = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/rar/META-INF/ra.xml").toFile());
    }

    private static List<Element> all(String tag) {
        return elements(descriptor.getElementsByTagName(tag));
    }

    private static List<Element> elements(org.w3c.dom.NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(String tag) {
        List<Element> found = all(tag);
        assertEquals(1, found.size(), tag);
        return found.get(0).getTextContent();
    }

    private static Class<?> type(String tag) throws ClassNotFoundException {
        return Class.forName(text(tag));
    }

    @Test
    void everyClassIsWhatItIsSaidToBe() throws Exception {
        assertTrue(jakarta.resource.spi.ResourceAdapter.class.isAssignableFrom(type("resourceadapter-class")));
        assertTrue(jakarta.resource.spi.ManagedConnectionFactory.class.isAssignableFrom(
                type("managedconnectionfactory-class")));
        assertTrue(type("connectionfactory-interface").isAssignableFrom(type("connectionfactory-impl-class")));
        assertTrue(type("connection-interface").isAssignableFrom(type("connection-impl-class")));
        for (Element object : all("adminobject")) {
            Class<?> face = Class.forName(child(object, "adminobject-interface"));
            Class<?> implementation = Class.forName(child(object, "adminobject-class"));
            assertTrue(face.isAssignableFrom(implementation), implementation.getName());
        }
        assertEquals("XATransaction", text("transaction-support"));
        assertEquals("BasicPassword", text("authentication-mechanism-type"));
        assertNotNull(type("credential-interface"));
    }

    private static String child(Element parent, String tag) {
        return elements(parent.getElementsByTagName(tag)).get(0).getTextContent();
    }

    /** Every property that is listed has a setter, and every setter for a text is listed. */
    @Test
    void thePropertiesAreThoseOfTheBeans() throws Exception {
        assertProperties("resourceadapter-class");
        assertProperties("managedconnectionfactory-class");
        for (Element object : all("adminobject")) {
            assertEquals(
                    settable(Class.forName(child(object, "adminobject-class"))),
                    listed(object),
                    child(object, "adminobject-class"));
        }
    }

    private static void assertProperties(String tag) throws Exception {
        assertEquals(settable(type(tag)), listed((Element) all(tag).get(0).getParentNode()), tag);
    }

    private static Set<String> settable(Class<?> bean) throws Exception {
        return Arrays.stream(Introspector.getBeanInfo(bean).getPropertyDescriptors())
                .filter(property -> property.getWriteMethod() != null && property.getPropertyType() == String.class)
                .map(PropertyDescriptor::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The properties right below an element. */
    private static Set<String> listed(Element parent) {
        Set<String> names = new TreeSet<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element property && property.getTagName().equals("config-property")) {
                names.add(child(property, "config-property-name"));
                assertEquals("java.lang.String", child(property, "config-property-type"));
                boolean secret = child(property, "config-property-name").equals("password");
                assertEquals(
                        secret,
                        property.getElementsByTagName("config-property-confidential")
                                        .getLength()
                                == 1);
            }
        }
        return names;
    }

    /** TomEE makes names of them. */
    @Test
    void whatAServerMayNameHasAnId() {
        for (String tag : List.of("connection-definition", "messagelistener", "adminobject")) {
            for (Element element : all(tag)) {
                assertFalse(element.getAttribute("id").isEmpty(), tag);
            }
        }
    }

    @Test
    void nothingIsRequired() {
        assertEquals(List.of(), all("required-config-property"));
    }
}
