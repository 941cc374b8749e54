import '@fontsource-variable/inter/wght.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { PageTheme } from './PageTheme.tsx';
import './inter.css';
import './styles.css';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PageTheme>
      <App />
    </PageTheme>
  </StrictMode>,
);
