/** Tests of whole brokers in JVMs of their own. */
@org.jspecify.annotations.NullMarked
package io.chasqui.boot;
