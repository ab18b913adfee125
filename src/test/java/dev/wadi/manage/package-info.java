/** Tests of the management port. {@link dev.wadi.manage.ManagedRoutes} is the small system that they look at. */
@NullMarked
package dev.wadi.manage;

import org.jspecify.annotations.NullMarked;
