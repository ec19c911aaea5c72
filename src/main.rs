//! The `linimasa` program: see the library's `cli`.

fn main() -> std::process::ExitCode {
    linimasa::cli::main()
}
