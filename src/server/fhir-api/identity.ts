// What an id and a version look like (R4 2.24.0.1); anything else can be nobody's, and never reaches the store.

export const ID = /^[A-Za-z0-9.-]{1,64}$/;
export const VERSION = /^[1-9]\d{0,8}$/;
/** The name of a type, whether it is served or not. */
export const TYPE_NAME = /^[A-Z][A-Za-z]{1,63}$/;
