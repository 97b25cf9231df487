import { Lexer, Source, TokenKind } from 'graphql';

/**
 * How many lexical tokens a document has, counted no further than `enough`: its parser recurses, so a document has to be known to be
 * short before it is parsed. A lexical mistake ends the count; the parser will say where it is.
 */
export function countTokens(text: string, enough: number): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  try {
    while (count <= enough && lexer.advance().kind !== TokenKind.EOF) count += 1;
  } catch {
    return count;
  }
  return count;
}
