package io.chasqui.wire;

import io.chasqui.message.ByteReader;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.ErrorCode;

/** The numbers of error codes; never given to another one. Stateless. */
final class ErrorNumbers {

    /** In the order of their numbers, from 1. */
    private static final ErrorCode[] CODES = {
        ErrorCode.INVALID_DESTINATION,
        ErrorCode.INVALID_SELECTOR,
        ErrorCode.INVALID_CLIENT_ID,
        ErrorCode.SECURITY,
        ErrorCode.ILLEGAL_STATE,
        ErrorCode.IN_USE,
        ErrorCode.RESOURCE_LIMIT,
        ErrorCode.STORE_FAILED,
        ErrorCode.TRANSACTION_ROLLED_BACK,
        ErrorCode.XA_UNKNOWN_BRANCH,
        ErrorCode.XA_DUPLICATE_BRANCH,
        ErrorCode.XA_PROTOCOL,
        ErrorCode.XA_ROLLED_BACK,
        ErrorCode.XA_TIMED_OUT,
        ErrorCode.DISCONNECTED,
        ErrorCode.INTERNAL
    };

    private static final int[] NUMBERS = new int[ErrorCode.values().length];

    static {
        for (int i = 0; i < CODES.length; i++) {
            NUMBERS[CODES[i].ordinal()] = i + 1;
        }
    }

    private ErrorNumbers() {}

    static int of(ErrorCode code) {
        return NUMBERS[code.ordinal()];
    }

    static ErrorCode read(ByteReader in) throws MalformedBytesException {
        int number = in.readByte();
        if (number < 1 || number > CODES.length) {
            throw new MalformedBytesException("there is no error of number " + number);
        }
        return CODES[number - 1];
    }
}
