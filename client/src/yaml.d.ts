/** The bundler puts the text of such a file into the program (see scripts/build.mjs). */
declare module '*.yaml' {
  const text: string;
  export default text;
}
