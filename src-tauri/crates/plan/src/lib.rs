pub mod capture_line;
