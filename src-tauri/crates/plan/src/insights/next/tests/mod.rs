mod golden;
mod pins;
mod score;
