"""Speed, measured in one run on one machine: what is compared shares weights, texts and cores."""
