/**
 * What holds when the network between clients and a broker fails in every way: connections break at any byte under mixed
 * load, brokers are killed, and somebody sends rubbish. Start reading at {@link io.chasqui.network.CutsTest}; the judge is the
 * {@link io.chasqui.network.Ledger}.
 */
@org.jspecify.annotations.NullMarked
package io.chasqui.network;
