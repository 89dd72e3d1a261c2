/** The parts of a package without types that tests use. */
declare module 'bzip2-wasm' {
  export default class BZip2 {
    init(): Promise<void>;
    /** @param level block size in units of 100 kB  @param room the most that the result may take */
    compress(bytes: Uint8Array, level: number, room: number): Uint8Array;
  }
}
