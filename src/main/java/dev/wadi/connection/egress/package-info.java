/**
 * Where a call may go.
 *
 * <p>Start with {@link dev.wadi.connection.egress.EgressGate}: it resolves a host, judges each address by its {@link
 * dev.wadi.connection.egress.AddressKind}, and gives the addresses that may be connected to. Who connects to anything
 * but a given address has not been through the gate.
 */
@NullMarked
package dev.wadi.connection.egress;

import org.jspecify.annotations.NullMarked;
