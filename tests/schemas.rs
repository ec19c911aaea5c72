//! The files under `schemas/` are those that the types give. `LINIMASA_BLESS=1 cargo test --test schemas` writes them.

use std::path::Path;

use linimasa::validate::schemas::ALL;

#[test]
fn the_files_are_what_the_types_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for schema in ALL {
        let path = folder.join(schema.file);
        if std::env::var_os("LINIMASA_BLESS").is_some() {
            std::fs::write(&path, schema.text()).expect("schemas/ can be written");
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == schema.text(),
            "schemas/{} differs from the types: run LINIMASA_BLESS=1 cargo test --test schemas",
            schema.file
        );
    }
}

#[test]
fn every_file_has_its_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let name = entry.expect("an entry").file_name();
        assert!(ALL.iter().any(|schema| *schema.file == name), "{} is made from no type", name.display());
    }
}
