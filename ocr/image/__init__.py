"""What happens to a page image before it is recognised: small pure functions, each kept because it pays (ABLATION.md)."""
