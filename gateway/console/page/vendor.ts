// What the page takes from npm, bundled once: see bundle.ts.
import 'graphiql/style.css';

export { jsx, jsxs, Fragment } from 'react/jsx-runtime';
export { useCallback, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
export type { FormEvent, KeyboardEvent, ReactNode } from 'react';
export { createRoot } from 'react-dom/client';
export { GraphiQL } from 'graphiql';
export { HISTORY_PLUGIN } from '@graphiql/plugin-history';
export { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
export { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
export type { GraphiQLPlugin } from '@graphiql/react';
