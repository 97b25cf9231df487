import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '../../platform/config.ts';
import { CLASS_LIMITS } from '../../platform/limits.ts';

function mistake(LIMITS: string): string {
  try {
    loadConfig({ LIMITS });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
}

describe('LIMITS', () => {
  test('changes single values and leaves the rest', () => {
    expect(loadConfig({ LIMITS: '{"PARTNER":{"ratePerMinute":1200},"ANONYMOUS":{"introspection":true}}' }).LIMITS).toEqual({
      ...CLASS_LIMITS,
      PARTNER: { ...CLASS_LIMITS.PARTNER, ratePerMinute: 1_200 },
      ANONYMOUS: { ...CLASS_LIMITS.ANONYMOUS, introspection: true },
    });
  });

  test('names what is wrong with it at the start', () => {
    const shape = 'LIMITS must be JSON such as {"PARTNER":{"ratePerMinute":1200}}';
    expect([
      mistake('no'),
      mistake('[]'),
      mistake('{"PARTNERS":{}}'),
      mistake('{"PARTNER":{"rate":1}}'),
      mistake('{"PARTNER":{"depth":-1}}'),
      mistake('{"PARTNER":{"depth":"12"}}'),
      mistake('{"PARTNER":{"freeForm":1}}'),
      mistake('{"__proto__":{"depth":1}}'),
    ]).toEqual([
      `${shape}.`,
      `${shape}.`,
      `${shape}; it names a class "PARTNERS", there are FIRST_PARTY, PARTNER, ANALYST, ANONYMOUS.`,
      expect.stringContaining('PARTNER has no limit "rate", only tokens, depth,'),
      `${shape}; PARTNER.depth is a whole number from 0.`,
      `${shape}; PARTNER.depth is a whole number from 0.`,
      `${shape}; PARTNER.freeForm is true or false.`,
      expect.stringContaining('a class "__proto__"'),
    ]);
  });
});
