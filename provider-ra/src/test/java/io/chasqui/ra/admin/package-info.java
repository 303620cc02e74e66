/** Tests of the administered destinations. */
@NullMarked
package io.chasqui.ra.admin;

import org.jspecify.annotations.NullMarked;
