import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './app/styles.css';
import { ApiError, NetworkError } from './shared/api/problem';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root, {
  // What the server refused is on the screen; anything else that an error page caught is a defect.
  onCaughtError: (error) => {
    if (!(error instanceof ApiError || error instanceof NetworkError)) reportError(error);
  },
}).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
