/**
 * Names, rules and meanings of options, and how they are read from an address. The factory's options and the broker's are
 * tables of these, which parser, error messages and documentation share. Tools may read the tables; start at {@link
 * io.chasqui.api.option.OptionTable}.
 */
@NullMarked
package io.chasqui.api.option;

import org.jspecify.annotations.NullMarked;
