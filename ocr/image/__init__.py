"""What happens to a page image before it is recognised: small functions, each kept because it pays (ABLATION.md)."""
